# The hub without a window, for a server or a small computer in the hall. compose.yaml says how it is run.
#   docker build -t touchline .
FROM node:24-bookworm-slim AS build
WORKDIR /touchline
ENV ELECTRON_SKIP_BINARY_DOWNLOAD=1
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY src-shared ./src-shared
COPY src-renderer ./src-renderer
RUN node src-renderer/build-pages.ts

FROM node:24-bookworm-slim AS packages
WORKDIR /touchline
COPY package.json package-lock.json ./
# Node is here already: the packages that would bring one along are optional.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /touchline
COPY --from=packages /touchline/node_modules ./node_modules
COPY --from=build /touchline/out ./out
COPY package.json LICENSE ./
COPY resources ./resources
COPY src-shared ./src-shared
COPY src-main ./src-main
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production
VOLUME /data
EXPOSE 8000 4002
# By 127.0.0.1, which is always one of the hub's names.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8000/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# SIGTERM says goodbye to everybody and closes the log.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "resources/bin/touchline.mjs"]
CMD ["hub", "--data", "/data"]
