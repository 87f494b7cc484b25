import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';

// The build compiles `web/` next to this code.
const script = readFileSync(new URL('../../../web/page.js', import.meta.url));
const style = readFileSync(new URL('../../../web/page.css', import.meta.url));
const icon = readFileSync(new URL('../../../web/icon.svg', import.meta.url));

// Short, so that the page of a new release soon gets its own files.
const CACHE_CONTROL = 'public, max-age=60';

/** The script, style and icon of the page; it loads nothing else. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  @Get('page.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', CACHE_CONTROL)
  script(): Buffer {
    return script;
  }

  @Get('page.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', CACHE_CONTROL)
  style(): Buffer {
    return style;
  }

  @Get('icon.svg')
  @Header('content-type', 'image/svg+xml')
  @Header('cache-control', CACHE_CONTROL)
  icon(): Buffer {
    return icon;
  }
}
