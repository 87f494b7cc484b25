import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { ApiProblem } from '../../platform/openapi/api-problem.decorator.js';
import { FaultsDisabledError, UnknownFaultError } from './fault.errors.js';

/** Documents what each of the faults' routes may answer. */
export function ApiFaultsDisabled(): MethodDecorator {
  return ApiProblem(403, 'Faults on demand are off: FAULTS is not `enabled`.', new FaultsDisabledError());
}

/** Documents the path of one fault. */
export function ApiFaultId(): MethodDecorator {
  return applyDecorators(
    ApiParam({
      name: 'id',
      description: 'Name of the fault, chosen by its caller.',
      example: 'slow-metrics',
    }),
    ApiFaultsDisabled(),
    ApiProblem(400, 'A value cannot be used; the body names it.'),
    ApiProblem(414, 'The id is longer than any parameter of a path may be.'),
  );
}

/** Documents that a fault may not exist. */
export function ApiUnknownFault(): MethodDecorator {
  return ApiProblem(404, 'No fault has this id, or it has expired.', new UnknownFaultError('slow-metrics'));
}
