// The HEALTHCHECK of both images: exit code 0 if the service answers /healthz on its port.
const response = await fetch(`http://127.0.0.1:${process.env.PORT}/healthz`);
process.exitCode = response.ok ? 0 : 1;
