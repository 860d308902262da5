/** The Group Policy templates: made from the schema, whole, and refused by nothing that a console looks at. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyTemplates } from '../../scripts/policy-templates/templates.ts';
import { adminSchema, policyForms, policyKey, policyName, restrictedName } from '../../src/app/fleet/admin-schema.ts';
import { readPolicies } from '../../src/app/fleet/policy-registry.ts';
import type { RegistryValue, WindowsApi } from '../../src/files/windows-api.ts';
import { parseXmlDocument, parseYaml, root } from './support/pack.ts';

const dir = join(root, 'packaging', 'policies');
const namespace = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';

/** What is used of the DOM. */
interface Node {
  readonly localName: string;
  readonly namespaceURI: string;
  readonly textContent: string;
  readonly childNodes: ArrayLike<Node>;
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): ArrayLike<Node>;
}

function parseXml(text: string): Node {
  const refuse = (message: unknown) => {
    throw new Error(String(message));
  };
  const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
  return parseXmlDocument(text, { errorHandler, onError: refuse }) as Node;
}

const all = (node: Node, tag: string) => Array.from(node.getElementsByTagName(tag));
const attribute = (node: Node, name: string) => node.getAttribute(name) ?? '';
const childNames = (node: Node) => Array.from(node.childNodes).flatMap((one) => one.localName ?? []);

const admx = parseXml(readFileSync(join(dir, 'Vigie.admx'), 'utf8'));
const languages = readdirSync(dir).filter((name) => !name.endsWith('.admx'));
const policies = all(admx, 'policy');

describe('the templates', () => {
  it('are what scripts/policy-templates makes', () => {
    for (const [name, content] of policyTemplates()) expect(readFileSync(join(dir, name), 'utf8')).toBe(content);
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files).toHaveLength(policyTemplates().size);
    expect(languages.sort()).toEqual(['en-US', 'fr-FR']);
  });

  it('have one policy for each setting of the schema, of the machine alone', () => {
    const wanted = Object.keys(adminSchema.shape).filter((key) => key !== 'version');
    expect(wanted.sort()).toEqual(Object.keys(policyForms).sort());
    const names = (Object.keys(policyForms) as (keyof typeof policyForms)[]).map(policyName);
    expect(policies.map((one) => attribute(one, 'name')).sort()).toEqual(names.sort());
    for (const one of policies) {
      expect(attribute(one, 'class')).toBe('Machine');
      expect(attribute(one, 'key')).toBe(policyKey);
    }
  });

  it('have the parts that consoles ask for, in the order of the schema of templates', () => {
    expect([admx.localName, admx.namespaceURI]).toEqual(['policyDefinitions', namespace]);
    expect(childNames(admx)).toEqual(['policyNamespaces', 'resources', 'supportedOn', 'categories', 'policies']);
    const order = ['parentCategory', 'supportedOn', 'enabledValue', 'disabledValue', 'elements'];
    for (const one of policies) expect(childNames(one)).toEqual(order.filter((name) => childNames(one).includes(name)));
    const defined = (tag: string) => all(admx, tag).map((one) => attribute(one, 'name'));
    for (const one of all(admx, 'parentCategory')) expect(defined('category')).toContain(attribute(one, 'ref'));
    for (const one of policies.flatMap((policy) => all(policy, 'supportedOn')))
      expect(defined('definition')).toContain(attribute(one, 'ref'));
  });

  it.each(languages)('have in %s each text that is asked for, and no other', (language) => {
    const adml = parseXml(readFileSync(join(dir, language, 'Vigie.adml'), 'utf8'));
    expect([adml.localName, adml.namespaceURI]).toEqual(['policyDefinitionResources', namespace]);
    expect(childNames(adml)).toEqual(['displayName', 'description', 'resources']);
    const references = (kind: string) =>
      [...readFileSync(join(dir, 'Vigie.admx'), 'utf8').matchAll(/\$\((\w+)\.(\w+)\)/g)]
        .filter(([, found]) => found === kind)
        .map(([, , id]) => id);
    const ids = (tag: string) => all(adml, tag).map((one) => attribute(one, 'id'));
    expect(ids('string').sort()).toEqual(references('string').sort());
    expect(ids('presentation').sort()).toEqual(references('presentation').sort());
    for (const one of all(adml, 'string')) expect(one.textContent.trim()).not.toBe('');
    if (language === 'fr-FR')
      for (const one of all(adml, 'string'))
        expect(one.textContent).not.toMatch(/[^\u00a0\u202f][;!?]|[^\u00a0\w]:(?!\\)/);

    // Each field of the editor fills an element of the same policy, and each element has a field.
    for (const presentation of all(adml, 'presentation')) {
      const policy = policies.find((one) => attribute(one, 'name') === attribute(presentation, 'id'));
      const fields = Array.from(presentation.childNodes).filter(
        (one) => one.localName !== undefined && one.localName !== null,
      );
      const elements = ['decimal', 'list'].flatMap((tag) => (policy === undefined ? [] : all(policy, tag)));
      const own = elements.filter((one) => attribute(one, 'id') !== '');
      expect(fields.map((one) => attribute(one, 'refId'))).toEqual(own.map((one) => attribute(one, 'id')));
      const fieldOf = { decimal: 'decimalTextBox', list: 'listBox' } as const;
      expect(fields.map((one) => one.localName)).toEqual(
        own.map((one) => fieldOf[one.localName as 'decimal' | 'list']),
      );
    }
  });

  it('give numbers the bounds of the schema, and start them at what the product does by itself', () => {
    const adml = parseXml(readFileSync(join(dir, 'en-US', 'Vigie.adml'), 'utf8'));
    const usual = new Map(
      all(adml, 'decimalTextBox').map((one) => [attribute(one, 'refId'), one.getAttribute('defaultValue')]),
    );
    const decimals = all(admx, 'decimal').filter((one) => attribute(one, 'id') !== '');
    expect(decimals).toHaveLength(6);
    for (const one of decimals) {
      const name = attribute(one, 'valueName');
      const setting = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
      const accepts = (value: number) => adminSchema.safeParse({ version: 1, [setting]: value }).success;
      const [least, most] = [Number(attribute(one, 'minValue')), Number(attribute(one, 'maxValue'))];
      expect([least - 1, least, most, most + 1].map(accepts)).toEqual([false, true, true, false]);
      expect(accepts(Number(usual.get(name)))).toBe(true);
    }
  });

  it('write what the product reads: every policy enabled at once', () => {
    const keys = new Map<string, RegistryValue[]>([[policyKey, []]]);
    const number = (value: number) => ({ type: 4, data: new Uint8Array(new Uint32Array([value]).buffer) });
    const text = (value: string) => ({ type: 1, data: new Uint8Array(Buffer.from(`${value}\0`, 'utf16le')) });
    for (const policy of policies) {
      const own = keys.get(attribute(policy, 'key')) ?? [];
      const valueName = policy.getAttribute('valueName');
      if (valueName !== null && valueName !== '') own.push({ name: valueName, ...number(1) });
      for (const one of all(policy, 'decimal').filter((decimal) => attribute(decimal, 'id') !== ''))
        own.push({ name: attribute(one, 'valueName'), ...number(Number(attribute(one, 'maxValue'))) });
      for (const list of all(policy, 'list')) {
        const isNamed = attribute(list, 'explicitValue') === 'true';
        const entry = isNamed ? { name: 'CERT', ...text('MCow') } : { name: '1', ...text('https://a.example/') };
        keys.set(attribute(list, 'key'), [entry]);
      }
    }
    const windows: WindowsApi = {
      readKey: (path) => {
        const values = keys.get(path);
        const subkeys = [...keys.keys()]
          .filter((one) => one.startsWith(`${path}\\`))
          .map((one) => one.slice(path.length + 1));
        return values === undefined ? null : { values, subkeys };
      },
      describeKey: () => 'O:BAD:P',
      describeFile: () => 'O:BAD:P',
      keepMemoryOutOfReports: () => true,
      notifySessionChanges: () => true,
    };
    const wish = readPolicies(windows);
    expect(Object.keys(adminSchema.parse(wish)).sort()).toEqual(Object.keys(adminSchema.shape).sort());
    expect(wish?.httpSources).toEqual(['https://a.example/']);
    expect(readFileSync(join(dir, 'Vigie.admx'), 'utf8')).toContain(`valueName="${restrictedName}"`);
  });

  it('come with the package for Windows', () => {
    const config = parseYaml(readFileSync(join(root, 'packaging', 'electron-builder.yml'), 'utf8'));
    expect(config).toMatchObject({ win: { extraResources: [{ from: 'packaging/policies', to: 'policies' }] } });
  });
});
