import { runService } from '../../src/platform/http/run-service.js';
import { service } from './service.js';

await runService(service);
