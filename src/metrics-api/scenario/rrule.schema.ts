import { z } from 'zod';
import { readRule } from './read-rule.js';
import { BadRuleError } from './rule-parts.js';

const ERROR = 'a rule of at most 1000 characters, such as FREQ=WEEKLY;BYDAY=FR';

/** A recurrence rule as text; whether it ever gives a start is asked later, since that needs the incident's start. */
export const rruleText = z
  .string(ERROR)
  .max(1000, { error: ERROR, abort: true })
  .superRefine((text, context) => {
    try {
      readRule(text);
    } catch (error) {
      if (!(error instanceof BadRuleError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, input: text });
    }
  });
