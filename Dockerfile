# Both images. `docker build --target k8s-app-monitor-test .` builds the metrics API's and
# `--target k8s-app-monitor-agent` the chart agent's; `docker compose build` builds both.
#
# Compatible with the legacy builder, which machines without buildx use: no RUN --mount, no heredoc, no COPY --link.
# Folders are copied by name and not as `.`, because builders that receive a complete checkout (wercker's) may not apply
# .dockerignore.
#
# A release passes the base image with its digest, and records it in the labels org.opencontainers.image.base.*.
ARG BASE_IMAGE=node:24-bookworm-slim
ARG SERVICE=k8s-app-monitor-agent

FROM ${BASE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY nest-cli.json tsconfig.json ./
COPY apps apps
COPY src src
COPY web web
COPY scenarios scenarios
COPY tools/build tools/build
COPY tools/image/trace.mjs tools/image/trace.mjs
RUN npm run build && node tools/image/trace.mjs /traced

# Node.js, its libraries, and nothing else of Debian.
FROM ${BASE_IMAGE} AS runtime-root
COPY tools/image/runtime-root.sh /runtime-root.sh
RUN /runtime-root.sh /runtime-root

# The common part of both images. The user is a number, so that Kubernetes can verify that it is not root. It is not 1337,
# whose traffic bypasses Istio's mesh.
FROM scratch AS runtime
COPY --from=runtime-root /runtime-root /
ENV PATH=/usr/local/bin
WORKDIR /app
ENV NODE_ENV=production
COPY tools/image/healthcheck.mjs /usr/local/lib/healthcheck.mjs
COPY tools/image/helm-test /usr/local/lib/helm-test
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "/usr/local/lib/healthcheck.mjs"]
USER 10001:10001
ARG VERSION=0.1.0
ARG REVISION=unknown
ENV APP_VERSION=${VERSION} APP_REVISION=${REVISION}
LABEL org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"

FROM runtime AS k8s-app-monitor-test
LABEL org.opencontainers.image.title="k8s-app-monitor-test" \
      org.opencontainers.image.description="The metrics API: application metrics from a model of a real service."
# With one glibc arena, a tenth less memory remains after hostile requests (172 instead of 192 MiB).
ENV PORT=3000 MALLOC_ARENA_MAX=1
EXPOSE 3000 9464
COPY --from=build /traced/k8s-app-monitor-test ./
ENTRYPOINT ["node", "--enable-source-maps", "dist/apps/k8s-app-monitor-test/main.js"]

FROM runtime AS k8s-app-monitor-agent
LABEL org.opencontainers.image.title="k8s-app-monitor-agent" \
      org.opencontainers.image.description="The chart agent: application metrics rendered as charts."
# Saves a fifth of the memory: threads share one glibc arena, and the young generation of the main thread stays small
# (docs/explanation/rendering-performance.md).
ENV PORT=8888 MALLOC_ARENA_MAX=1
EXPOSE 8888 9464
COPY --from=build /traced/k8s-app-monitor-agent ./
ENTRYPOINT ["node", "--enable-source-maps", "--max-semi-space-size=2", "--single-threaded-gc", "dist/apps/k8s-app-monitor-agent/main.js"]

# Without a target the last stage is built. Builders without targets (wercker's internal/docker-build) choose the service
# by this build argument.
FROM ${SERVICE}
