// One form and one walk through it in the ODK project's own engine.
//
//   node form_engine.mjs FORM.xml WALK.json
//
// WALK: [{"ref", "values": [text...]}]. For each line that it reads it opens the form, walks through it and prints
// {"open": ms, "answers": [ms...], "memoryMb": what the process holds}; an answer that it doesn't take is null.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { JSDOM } from 'jsdom';

// The engine is written for browsers; its bundled parser takes Node for CommonJS.
globalThis.__dirname = import.meta.dirname;
globalThis.require = createRequire(import.meta.url);
const dom = new JSDOM('');
globalThis.window = dom.window;
for (const name of [
  'document', 'DOMParser', 'XMLSerializer', 'Node', 'Document', 'XMLDocument', 'Element', 'Attr', 'Text', 'XPathResult',
  'NodeFilter', 'Comment', 'CDATASection', 'CharacterData', 'ProcessingInstruction', 'DocumentFragment', 'NamedNodeMap', 'HTMLElement',
]) globalThis[name] ??= dom.window[name];

const { createInstance } = await import('@getodk/xforms-engine');

const [formPath, walkPath] = process.argv.slice(2);
const xml = fs.readFileSync(formPath, 'utf8');
const walk = JSON.parse(fs.readFileSync(walkPath, 'utf8'));
const options = {
  form: { missingResourceBehavior: 'BLANK', fetchFormAttachment: async () => new Response('', { status: 404 }) },
};

const nodesOf = (root) => {
  const nodes = new Map();
  const collect = (node) => {
    nodes.set(node.currentState.reference, node);
    for (const child of node.currentState.children ?? []) collect(child);
  };
  collect(root);
  return nodes;
};

const give = (node, values) => {
  switch (node.nodeType) {
    case 'select': return node.selectValues(values);
    case 'rank': return node.setValues(values);
    case 'trigger': return node.setValue(values[0] === 'OK');
    default: return node.setValue(values[0] ?? '');
  }
};

const walkThrough = (nodes) => walk.map(({ ref, values }) => {
  const node = nodes.get(ref);
  const start = performance.now();
  try {
    give(node, values);
    return performance.now() - start;
  } catch (error) {
    return null;
  }
});

for await (const _ of readline.createInterface({ input: process.stdin })) {
  const start = performance.now();
  const { root } = await createInstance(xml, options);
  const open = performance.now() - start;
  const answers = walkThrough(nodesOf(root));
  console.log(JSON.stringify({ open, answers, memoryMb: process.memoryUsage().rss / 2 ** 20 }));
}
