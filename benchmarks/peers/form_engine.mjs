// One form and one walk through it in the ODK project's own engine.
//
//   node form_engine.mjs FORM.xml WALK.json
//
// WALK: [{"ref", "values": [text...]}]. Prints {"open": [ms...], "answers": [ms...], "failed": n}.

import fs from 'node:fs';
import { createRequire } from 'node:module';
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
const OPENINGS = 4;

const [formPath, walkPath] = process.argv.slice(2);
const xml = fs.readFileSync(formPath, 'utf8');
const walk = JSON.parse(fs.readFileSync(walkPath, 'utf8'));
const options = {
  form: { missingResourceBehavior: 'BLANK', fetchFormAttachment: async () => new Response('', { status: 404 }) },
};

const open = [];
let root;
for (let turn = 0; turn <= OPENINGS; turn += 1) {
  const start = performance.now();
  root = (await createInstance(xml, options)).root;
  if (turn > 0) open.push(performance.now() - start);
}

const nodes = new Map();
const collect = (node) => {
  nodes.set(node.currentState.reference, node);
  for (const child of node.currentState.children ?? []) collect(child);
};
collect(root);

const give = (node, values) => {
  switch (node.nodeType) {
    case 'select': return node.selectValues(values);
    case 'rank': return node.setValues(values);
    case 'trigger': return node.setValue(values[0] === 'OK');
    default: return node.setValue(values[0] ?? '');
  }
};

const answers = [];
let failed = 0;
for (const { ref, values } of walk) {
  const node = nodes.get(ref);
  const start = performance.now();
  try {
    give(node, values);
    answers.push(performance.now() - start);
  } catch (error) {
    failed += 1;
  }
}
console.log(JSON.stringify({ open, answers, failed }));
