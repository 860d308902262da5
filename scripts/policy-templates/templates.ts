/**
 * The Group Policy templates of Windows (ADMX, and one ADML for each language), made from the schema that reads what they
 * write: https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema
 */
import { z } from 'zod';
import {
  type AdminSetting,
  adminSchema,
  policyForms,
  policyKey,
  policyName,
  restrictedName,
} from '../../src/app/fleet/admin-schema.ts';
import { defaultSettings } from '../../src/core/unlock/register.ts';
import { templateWords } from './words.ts';

type Language = keyof typeof templateWords;
const languages = Object.keys(templateWords) as Language[];
const settings = Object.keys(policyForms) as AdminSetting[];

/** Raise when a policy is added or changes, so that consoles load the texts again. */
const revision = '1.0';

/** What the product does where nobody says anything: where the field starts in the editor. */
const usual: Readonly<Partial<Record<AdminSetting, number>>> = {
  idleLockMinutes: defaultSettings.idleLockMs / 60_000,
  retentionMonths: defaultSettings.retentionMonths,
  checksPerTenMinutes: defaultSettings.checksPerTenMinutes,
  checksPerHour: defaultSettings.checksPerHour,
  checksPerDay: defaultSettings.checksPerDay,
  contactMaxAgeDays: defaultSettings.contactMaxAgeDays,
};

const xmlHead = '<?xml version="1.0" encoding="utf-8"?>\n';
const namespaces =
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"';
const notice = '<!-- Made by scripts/policy-templates from src/app/fleet/admin-schema.ts: change it there. -->\n';

/** @returns path below `packaging/policies` → content */
export function policyTemplates(): ReadonlyMap<string, string> {
  return new Map([['Vigie.admx', admx()], ...languages.map((one) => [`${one}/Vigie.adml`, adml(one)] as const)]);
}

function admx(): string {
  return `${xmlHead}${notice}<policyDefinitions ${namespaces} revision="${revision}" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="vigie" namespace="Vigie.Policies.Vigie" />
  </policyNamespaces>
  <resources minRequiredRevision="${revision}" />
  <supportedOn>
    <definitions>
      <definition name="SUPPORTED_Vigie" displayName="$(string.SUPPORTED_Vigie)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="Vigie" displayName="$(string.Vigie)" />
  </categories>
  <policies>
${settings.map(policy).join('')}  </policies>
</policyDefinitions>
`;
}

/** Of the machine alone: what a user's own registry says is never read. */
function policy(setting: AdminSetting): string {
  const name = policyName(setting);
  const form = policyForms[setting];
  const presentation = form === 'switch' ? '' : ` presentation="$(presentation.${name})"`;
  const value = { switch: name, addresses: restrictedName, signers: null, number: null }[form];
  return `    <policy name="${name}" class="Machine" displayName="$(string.${name})" explainText="$(string.${name}_Explain)"${presentation} key="${policyKey}"${value === null ? '' : ` valueName="${value}"`}>
      <parentCategory ref="Vigie" />
      <supportedOn ref="SUPPORTED_Vigie" />
${body(setting)}    </policy>
`;
}

function body(setting: AdminSetting): string {
  const name = policyName(setting);
  const elements = (element: string) => `      <elements>\n        ${element}\n      </elements>\n`;
  const states = (disabled: string) =>
    `      <enabledValue>\n        <decimal value="1" />\n      </enabledValue>\n      <disabledValue>\n        ${disabled}\n      </disabledValue>\n`;
  switch (policyForms[setting]) {
    case 'number': {
      const { minimum, maximum } = boundsOf(setting);
      return elements(
        `<decimal id="${name}" valueName="${name}" minValue="${minimum}" maxValue="${maximum}" required="true" />`,
      );
    }
    case 'switch':
      return states('<decimal value="0" />');
    case 'addresses':
      return `${states('<delete />')}${elements(`<list id="${name}" key="${policyKey}\\${name}" valuePrefix="" />`)}`;
    case 'signers':
      return elements(`<list id="${name}" key="${policyKey}\\${name}" explicitValue="true" />`);
  }
}

/** @throws Error if the schema sets no bounds: the editor needs them */
function boundsOf(setting: AdminSetting): { readonly minimum: number; readonly maximum: number } {
  const schema = z.toJSONSchema(adminSchema).properties?.[setting];
  const { minimum, maximum } = typeof schema === 'object' ? schema : {};
  if (minimum === undefined || maximum === undefined) throw new Error(`${setting} has no bounds`);
  return { minimum, maximum };
}

function adml(language: Language): string {
  const words = templateWords[language];
  const strings = [
    ['Vigie', words.product],
    ['SUPPORTED_Vigie', words.supported],
    ...settings.flatMap((setting) => {
      const { title, explanation, otherwise: own } = words.settings[setting];
      // A switch that is disabled has a meaning of its own, which its explanation gives.
      const otherwise = own ?? (policyForms[setting] === 'switch' ? words.otherwiseOfSwitch : words.otherwise);
      return [
        [policyName(setting), title],
        [`${policyName(setting)}_Explain`, `${explanation}\n\n${otherwise}`],
      ];
    }),
  ];
  const table = strings.map(([id = '', text = '']) => `      <string id="${id}">${xmlText(text)}</string>\n`).join('');
  return `${xmlHead}${notice}<policyDefinitionResources ${namespaces} revision="${revision}" schemaVersion="1.0">
  <displayName>${xmlText(words.product)}</displayName>
  <description>${xmlText(words.description)}</description>
  <resources>
    <stringTable>
${table}    </stringTable>
    <presentationTable>
${settings.map((setting) => presentation(setting, words.settings[setting].field)).join('')}    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function presentation(setting: AdminSetting, label: string): string {
  const name = policyName(setting);
  const form = policyForms[setting];
  if (form === 'switch') return '';
  const field =
    form === 'number'
      ? `<decimalTextBox refId="${name}" defaultValue="${usual[setting]}">${xmlText(label)}</decimalTextBox>`
      : `<listBox refId="${name}">${xmlText(label)}</listBox>`;
  return `      <presentation id="${name}">\n        ${field}\n      </presentation>\n`;
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
