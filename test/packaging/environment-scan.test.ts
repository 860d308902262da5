/** The scan that `package.test.ts` holds the packed files to: each way of reading the environment is seen. */
import { describe, expect, it } from 'vitest';
import { unnamed, variablesRead } from './support/environment-scan.ts';

describe('variablesRead', () => {
  it.each([
    ['a dot', 'use(process.env.EVIL)'],
    ['a quoted name', 'use(process.env["EVIL"])'],
    ['a template', 'use(process.env[`EVIL`])'],
    ['an optional chain', 'use(process?.env?.EVIL)'],
    ['the process by a quoted name', 'use(globalThis.process["env"].EVIL)'],
    ['the required process', 'use(require("process").env.EVIL)'],
    ['the imported process', 'import p from "node:process"; use(p.env.EVIL)'],
    ['an import', 'import { env } from "node:process"; use(env.EVIL)'],
    ['a renamed import', 'import { env as e } from "node:process"; use(e.EVIL)'],
    ['a constant', 'const e = process.env; use(e.EVIL)'],
    ['an assignment', 'let e; e = process.env; use(e.EVIL)'],
    ['an alias of an alias', 'const a = process.env, b = a; use(b.EVIL)'],
    ['an alias that is made below', 'function f() { return e.EVIL } const e = process.env; f()'],
    ['a parameter with a default', 'function f(e = process.env) { return e.EVIL }'],
    ['destructuring', 'const { EVIL } = process.env'],
    ['destructuring under another name', 'const { EVIL: own = 1 } = process.env'],
    ['destructuring of the process', 'const { env: { EVIL } } = process'],
    ['destructuring of the process under another name', 'const { env: e } = process; use(e.EVIL)'],
    ['a destructured parameter', 'function f({ env: { EVIL } }) {}'],
    ['destructuring in an assignment', '({ EVIL: x } = process.env)'],
    ['a question', 'if ("EVIL" in process.env) use()'],
    ['a fallback', 'use((process.env || {}).EVIL)'],
    ['a fallback under a name', 'const e = globalThis.process?.env ?? {}; use(e.EVIL)'],
    ['our own word for it', 'use(options.environment.EVIL)'],
  ])('sees %s', (_, source) => {
    expect([...variablesRead(source)]).toEqual(['EVIL']);
  });

  it.each([
    ['a name that is computed', 'use(process.env[name])', unnamed.computed],
    ['one in a destructuring', 'const { [name]: x } = process.env', unnamed.computed],
    ['one that is asked for', 'if (name in process.env) use()', unnamed.computed],
    ['an argument', 'load(process.env)', unnamed.whole],
    ['a copy', 'spawn(x, { env: { ...process.env } })', unnamed.whole],
    ['the rest', 'const { ...all } = process.env', unnamed.whole],
    ['a loop', 'for (const name in process.env) use(name)', unnamed.whole],
    ['a result', 'const f = () => process.env', unnamed.whole],
    ['a property of another name', 'start({ vars: process.env })', unnamed.whole],
  ])('says where no name can be told: %s', (_, source, what) => {
    expect([...variablesRead(source)].filter((name) => name.startsWith(what))).toHaveLength(1);
  });

  it('sees nothing where nothing is read', () => {
    const source = 'start({ environment: process.env }); x.env = 1; const env = 2; f({ env }); import.meta.url';
    expect([...variablesRead(source)]).toEqual([]);
  });

  it('knows an alias where it is one, and not the same letter elsewhere', () => {
    const source = `
      function f() { const e = process.env; return e.EVIL; }
      function g(e) { return e.length; }
      const h = (e) => { const [x] = e; return x.map(e => e.name); };`;
    expect([...variablesRead(source)]).toEqual(['EVIL']);
  });
});
