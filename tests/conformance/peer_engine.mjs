// Answers requests, one JSON line each, with what the ODK project's own engine does with a form.
//
//   node peer_engine.mjs FOLDER      FOLDER: where `@getodk/xforms-engine` and `jsdom` are installed
//
// Request: {form, resources: {url: text}, steps: [{ref, value} | {ref, values} | {add: ref} | {remove: ref} | {language}]}
// Answer: {states: [state...]}, a state being {ref: {...}} after opening and after each step, or {error}.
//
// Request: {document: XML, context: path of the node, expressions: [...]}
// Answer: {results: [{s, n, b, nodes} | {error}]}: the value as text, number, condition, and the nodes it is.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';

const folder = path.resolve(process.argv[2]);
const engine = path.join(folder, 'node_modules', '@getodk', 'xforms-engine', 'dist', 'index.js');
const require = createRequire(path.join(folder, 'package.json'));
const { JSDOM } = require('jsdom');

// The engine is written for browsers; its bundled parser takes Node for CommonJS.
globalThis.__dirname = folder;
globalThis.require = require;
const dom = new JSDOM('');
globalThis.window = dom.window;
for (const name of [
  'document', 'DOMParser', 'XMLSerializer', 'Node', 'Document', 'XMLDocument', 'Element', 'Attr', 'Text', 'XPathResult',
  'NodeFilter', 'Comment', 'CDATASection', 'CharacterData', 'ProcessingInstruction', 'DocumentFragment', 'NamedNodeMap',
  'HTMLElement',
]) globalThis[name] ??= dom.window[name];
console.warn = console.error = console.info = () => {};

// What evaluates expressions isn't exported: a copy beside it exports that too.
const opened = path.join(path.dirname(engine), 'opened.mjs');
fs.writeFileSync(opened, `${fs.readFileSync(engine, 'utf8')}\nexport { XFormsXPathEvaluator, DEFAULT_DOM_ADAPTER };\n`);
const { createInstance, XFormsXPathEvaluator, DEFAULT_DOM_ADAPTER } = await import(pathToFileURL(opened).href);

const VALUES = new Set(['model-value', 'note', 'select', 'input', 'trigger', 'range', 'rank', 'upload']);

const collect = (node, found) => {
  const now = node.currentState;
  found.set(now.reference, node);
  for (const child of now.children ?? []) collect(child, found);
  return found;
};

const stateOf = (node) => {
  const now = node.currentState;
  const state = { kind: node.nodeType, rel: now.relevant };
  if (node.nodeType.startsWith('repeat-range')) {
    state.rows = now.children.length;
    state.open = node.nodeType === 'repeat-range:uncontrolled';
  }
  if (!VALUES.has(node.nodeType)) return state;
  const violation = node.validationState.violation;
  Object.assign(state, {
    v: now.instanceValue, req: now.required, ro: now.readonly,
    because: violation?.condition ?? null, said: violation?.message?.asString ?? null,
    label: now.label?.asString ?? '', hint: now.hint?.asString ?? '',
  });
  if (node.nodeType === 'select' || node.nodeType === 'rank') {
    state.choices = now.valueOptions.map((option) => [option.value, option.label?.asString ?? '']);
  }
  return state;
};

const all = (root) => {
  const states = {};
  for (const [ref, node] of collect(root, new Map())) states[ref] = stateOf(node);
  return states;
};

const give = (node, value) => {
  switch (node.nodeType) {
    case 'select': return node.selectValues(value === '' ? [] : node.selectType === 'select1' ? [value] : value.split(' '));
    case 'rank': return node.setValues(value === '' ? [] : value.split(' '));
    case 'trigger': return node.setValue(value === 'OK');
    default: return node.setValue(value);
  }
};

const act = (root, step) => {
  const nodes = collect(root, new Map());
  if (step.language !== undefined) {
    root.setLanguage(root.languages.find((each) => each.language === step.language));
  } else if (step.add !== undefined) {
    const range = nodes.get(step.add);
    range.addInstances();
  } else if (step.remove !== undefined) {
    const [, ref, place] = /^(.*)\[(\d+)\]$/.exec(step.remove);
    nodes.get(ref).removeInstances(Number(place) - 1);
  } else {
    give(nodes.get(step.ref), step.value);
  }
};

const run = async ({ form, resources = {}, steps = [] }) => {
  const fetchFormAttachment = async (url) => {
    const text = resources[url.href ?? url];
    return new Response(text ?? '', { status: text === undefined ? 404 : 200 });
  };
  const { root } = await createInstance(form, { form: { missingResourceBehavior: 'BLANK', fetchFormAttachment } });
  const states = [all(root)];
  for (const step of steps) {
    let failed = null;
    try {
      act(root, step);
    } catch (error) {
      failed = String(error.message ?? error);
    }
    states.push(failed === null ? all(root) : { failed, ...all(root) });
  }
  return { states };
};

const STRING = 2;
const NUMBER = 1;
const BOOLEAN = 3;
const SNAPSHOT = 6;

const written = (number) => (Number.isFinite(number) ? number : String(number));

const tried = (give) => {
  try {
    return give();
  } catch (error) {
    return { error: String(error?.message ?? error) };
  }
};

const nodesOf = (found) => Array.from({ length: found.snapshotLength }, (_, at) => {
  const each = found.snapshotItem(at);
  return each.nodeType === 9 ? '' : (each.textContent ?? '');
});

const evaluated = (evaluator, node, resolver, expression) => {
  const as = (type) => evaluator.evaluate(expression, node, resolver, type);
  return {
    s: tried(() => as(STRING).stringValue),
    n: tried(() => written(as(NUMBER).numberValue)),
    b: tried(() => as(BOOLEAN).booleanValue),
    nodes: tried(() => nodesOf(as(SNAPSHOT))),
  };
};

const evaluate = ({ document: xml, context, expressions }) => {
  const tree = new DOMParser().parseFromString(xml, 'text/xml');
  const evaluator = new XFormsXPathEvaluator({
    domAdapter: DEFAULT_DOM_ADAPTER, rootNode: tree, itextTranslationsByLanguage: new Map(), secondaryInstancesById: new Map(),
  });
  const node = evaluator.evaluate(context, tree, null, 9).singleNodeValue;
  return { results: expressions.map((each) => evaluated(evaluator, node, null, each)) };
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    const request = JSON.parse(line);
    answer = request.expressions ? evaluate(request) : await run(request);
  } catch (error) {
    answer = { error: String(error?.message ?? error), cause: String(error?.cause?.message ?? '') };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
