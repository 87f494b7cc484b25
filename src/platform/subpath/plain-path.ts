/** The longest path that a service is told to stand beneath. */
export const LONGEST_PATH = 256;

/**
 * Segments of unreserved characters only (RFC 3986, section 2.3): nothing that could leave an attribute, name another
 * host (`//host`) or climb (`..`). A slash may stand at the end.
 */
export const PLAIN_PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+\/?$/;
