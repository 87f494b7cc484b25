import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';

// Compiled beside this code by the build; see `web/`.
const script = readFileSync(new URL('../../../web/page.js', import.meta.url));
const style = readFileSync(new URL('../../../web/page.css', import.meta.url));
const icon = readFileSync(new URL('../../../web/icon.svg', import.meta.url));

// Short enough that a new release's page does not meet the files of the old one for long.
const BRIEFLY = 'public, max-age=60';

/** The page's script, style and icon: all that it loads. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  @Get('page.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', BRIEFLY)
  script(): Buffer {
    return script;
  }

  @Get('page.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', BRIEFLY)
  style(): Buffer {
    return style;
  }

  @Get('icon.svg')
  @Header('content-type', 'image/svg+xml')
  @Header('cache-control', BRIEFLY)
  icon(): Buffer {
    return icon;
  }
}
