import { Ajv, type ValidateFunction } from 'ajv';

/**
 * Compiles one of the schemas of this room. That it is a schema itself is proven by its spec and not asked again of every process, which would take
 * as long as reading the whole catalogue.
 */
export const shapeValidator = <Content>(schema: object): ValidateFunction<Content> =>
  new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    strict: true,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  }).compile<Content>(schema);
