import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** JSON Schema as far as the API's description uses it. */
type Schema = {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  patternProperties?: Record<string, Schema>;
  description?: string;
};
type Content = { content?: Record<string, { schema: Schema }> };
type Operation = { requestBody?: Content; responses: Record<string, Content> };
type Description = {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

/** What a sender's program exchanges with the server; `request` or the status of an answer. */
const wanted: [name: string, method: string, path: string, part: string][] = [
  ['Firm', 'get', '/api/firm', '200'],
  ['NewDropoff', 'post', '/api/dropoffs', 'request'],
  ['OpenedDropoff', 'post', '/api/dropoffs', '201'],
  ['Dropoff', 'get', '/api/dropoffs/{id}', '200'],
  ['DropoffChange', 'patch', '/api/dropoffs/{id}', 'request'],
  ['DropoffReceipt', 'post', '/api/dropoffs/{id}/submit', '200'],
];

/** The types as a source text, from the text of `server/openapi.json`. @throws Error for what the description lacks */
export function apiTypesOf(text: string): string {
  const description = JSON.parse(text) as Description;
  const types = wanted.map(([name, method, path, part]) => {
    const operation = description.paths[path]?.[method];
    const content = part === 'request' ? operation?.requestBody?.content : operation?.responses[part]?.content;
    const schema = content?.['application/json']?.schema;
    if (!schema) throw new Error(`The API's description has no ${part} of ${method} ${path}.`);
    return `export type ${name} = ${write(schema, description, '')};\n`;
  });
  const head =
    '// Written by `npm run types -w @schleuse/client` from server/openapi.json; a test compares. Do not edit.\n\n';
  return head + types.join('\n');
}

function write(schema: Schema, description: Description, indent: string): string {
  if (schema.$ref !== undefined) {
    const named = description.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''];
    if (!named) throw new Error(`nothing at ${schema.$ref}`);
    return write(named, description, indent);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((each) => write(each, description, indent)).join(' | ');
  const fixed = schema.const === undefined ? schema.enum : [schema.const];
  if (fixed) return fixed.map((each) => JSON.stringify(each).replaceAll('"', "'")).join(' | ');
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'string' || schema.type === 'boolean' || schema.type === 'null') return schema.type;
  if (schema.type === 'array') return `(${write(schema.items ?? {}, description, indent)})[]`;
  if (schema.properties) return writeObject(schema, description, indent);
  const values = schema.additionalProperties;
  if (typeof values === 'object') return `Record<string, ${write(values, description, indent)}>`;
  return 'unknown';
}

function writeObject(schema: Schema, description: Description, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const comment = member.description ? `${inner}/** ${member.description} */\n` : '';
    const optional = schema.required?.includes(name) ? '' : '?';
    return `${comment}${inner}${name}${optional}: ${write(member, description, inner)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

export const sourceFile = fileURLToPath(new URL('../../server/openapi.json', import.meta.url));
export const targetFile = fileURLToPath(new URL('../src/api.generated.ts', import.meta.url));

if (import.meta.main) writeFileSync(targetFile, apiTypesOf(readFileSync(sourceFile, 'utf8')));
