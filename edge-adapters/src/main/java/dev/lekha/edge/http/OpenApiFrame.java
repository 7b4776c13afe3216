package dev.lekha.edge.http;

/** The part of the API's document that is the same whatever commands and views there are. */
final class OpenApiFrame {
    private OpenApiFrame() {}

    static final String JSON =
"""
{
  "openapi": "3.1.0",
  "info": {
    "title": "Lekha",
    "version": "",
    "description": "Commands change the world and answer with a log position. Views are read by \
filter, sort and page; min-position makes a view wait for what a command did. Everything that \
goes wrong is a problem (RFC 9457) with a stable code.",
    "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
  },
  "servers": [{ "url": "/" }],
  "security": [{ "key": [] }, { "basic": [] }],
  "tags": [],
  "paths": {
    "/api/log": { "get": {
      "tags": ["log"], "operationId": "log", "summary": "Events of the log",
      "description": "One event in each line, from a position to another, both included. Allowed to: auditor, operator.",
      "parameters": [
        { "name": "from", "in": "query", "schema": { "type": "integer", "minimum": 1, "default": 1 } },
        { "name": "to", "in": "query", "description": "Default: the head at the start.",
          "schema": { "type": "integer", "minimum": 0 } },
        { "name": "since", "in": "query", "description": "Begins with the first event that was recorded then or later.",
          "schema": { "type": "string", "format": "date-time" } },
        { "name": "until", "in": "query", "description": "Ends before the first event that was recorded then or later.",
          "schema": { "type": "string", "format": "date-time" } },
        { "name": "actor", "in": "query", "description": "Only what this one caused.", "schema": { "type": "string" } },
        { "name": "id", "in": "query", "description": "Only the event of this id.", "schema": { "type": "string" } },
        { "$ref": "#/components/parameters/type" }, { "$ref": "#/components/parameters/tag" }
      ],
      "responses": {
        "200": { "description": "Lines.", "headers": { "Lekha-Position": { "$ref": "#/components/headers/position" } },
          "content": { "application/x-ndjson": { "schema": { "$ref": "#/components/schemas/Event" } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } },
    "/api/log/head": { "get": {
      "tags": ["log"], "operationId": "logHead", "summary": "Position of the last event",
      "description": "Allowed to: auditor, operator.",
      "responses": {
        "200": { "description": "The position; 0 for an empty log.", "content": { "application/json": { "schema": {
          "type": "object", "required": ["position"], "properties": { "position": { "type": "integer" } } } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } },
    "/api/log/live": { "get": {
      "tags": ["log"], "operationId": "logLive", "summary": "Events as they happen",
      "description": "Server-sent events; the id of each is its position, its data an Event. Allowed to: auditor, operator.",
      "parameters": [
        { "name": "Last-Event-ID", "in": "header", "schema": { "type": "integer" } },
        { "name": "after", "in": "query", "description": "Where to begin; default: the head.",
          "schema": { "type": "integer", "minimum": 0 } },
        { "$ref": "#/components/parameters/type" }, { "$ref": "#/components/parameters/tag" }
      ],
      "responses": {
        "200": { "description": "A stream without end.",
          "content": { "text/event-stream": { "schema": { "type": "string" } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } },
    "/api/reports/{node}": { "post": {
      "tags": ["reporting"], "operationId": "report", "summary": "A report as a device writes it",
      "description": "A SenML pack (RFC 8428), signed or not. Allowed to: the node, its gateway, operator.",
      "parameters": [
        { "name": "node", "in": "path", "required": true, "schema": { "type": "string" } },
        { "name": "Request-Id", "in": "header", "schema": { "type": "string", "maxLength": 100 } },
        { "name": "Origin-Evidence", "in": "header", "description": "A COSE_Sign1 over commitment, counter, previous.",
          "schema": { "type": "string", "contentEncoding": "base64" } },
        { "$ref": "#/components/parameters/contentDigest" }
      ],
      "requestBody": { "required": true, "content": {
        "application/senml+json": { "schema": {} }, "application/senml+cbor": {} } },
      "responses": {
        "200": { "description": "Durable; with the platform's receipt where it was signed.",
          "headers": { "Lekha-Position": { "$ref": "#/components/headers/position" } },
          "content": { "application/json": { "schema": { "type": "object",
            "required": ["position", "events", "repeated", "receipt"], "properties": {
              "position": { "type": "integer" }, "events": { "type": "array", "items": { "type": "string" } },
              "repeated": { "type": "boolean" },
              "receipt": { "type": "string", "contentEncoding": "base64" } } } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } },
    "/api/evidence/completeness": { "get": {
      "tags": ["evidence"], "operationId": "completeness", "summary": "Whether all signed messages of a node are there",
      "description": "Counters, both ends included; 0 for as far as there are any. Allowed to: auditor, operator.",
      "parameters": [
        { "name": "node", "in": "query", "required": true, "schema": { "type": "string" } },
        { "name": "from", "in": "query", "schema": { "type": "integer", "minimum": 1, "default": 1 } },
        { "name": "to", "in": "query", "schema": { "type": "integer", "minimum": 0, "default": 0 } }
      ],
      "responses": {
        "200": { "description": "Findings.", "headers": { "Lekha-Position": { "$ref": "#/components/headers/position" } },
          "content": { "application/json": { "schema": { "type": "object" } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } },
    "/api/views": { "get": {
      "tags": ["views"], "operationId": "views", "summary": "The views that the caller may read",
      "responses": {
        "200": { "description": "Names, fields and positions.",
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Views" } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } },
    "/api/names": { "get": {
      "tags": ["views"], "operationId": "identify", "summary": "Which one node, application or group is meant",
      "description": "1 to 5 names and gateways together. None that fits is 404, several are 409 name-ambiguous.",
      "parameters": [
        { "name": "name", "in": "query", "description": "scheme:value, in any spelling; may repeat.",
          "schema": { "type": "array", "items": { "type": "string" } } },
        { "name": "gateway", "in": "query", "schema": { "type": "string" } },
        { "name": "group", "in": "query", "description": "Within which the names were given.",
          "schema": { "type": "string" } },
        { "$ref": "#/components/parameters/asOf" }, { "$ref": "#/components/parameters/minPosition" }
      ],
      "responses": {
        "200": { "description": "Its id, under its kind.", "headers": { "Lekha-Position": { "$ref": "#/components/headers/position" } },
          "content": { "application/json": { "schema": { "type": "object", "required": ["kind", "position"],
            "properties": { "kind": { "enum": ["node", "application", "group"] }, "node": { "type": "string" },
            "application": { "type": "string" }, "group": { "type": "string" }, "position": { "type": "integer" } } } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } },
    "/api/ping": { "post": {
      "tags": ["yardstick"], "operationId": "ping", "summary": "The bare endpoint that benchmarks compare with",
      "requestBody": { "content": { "application/json": { "schema": {} } } },
      "responses": {
        "200": { "description": "Always the same.",
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Answer" } } } },
        "default": { "$ref": "#/components/responses/Problem" }
      }
    } }
  },
  "components": {
    "securitySchemes": {
      "key": { "type": "http", "scheme": "bearer",
        "description": "lk.<credential>.<secret>, or a JSON Web Token of the configured issuer." },
      "basic": { "type": "http", "scheme": "basic", "description": "Credential and secret." }
    },
    "headers": {
      "position": { "description": "The log position that the answer reflects.", "schema": { "type": "integer" } }
    },
    "parameters": {
      "idempotencyKey": { "name": "Idempotency-Key", "in": "header",
        "description": "A repeat under the same key returns the first answer.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 200 } },
      "contentDigest": { "name": "Content-Digest", "in": "header",
        "description": "RFC 9530, sha-256 or sha-512.", "schema": { "type": "string" } },
      "type": { "name": "type", "in": "query", "description": "Stored names of events, any of which.",
        "schema": { "type": "array", "items": { "type": "string" } } },
      "tag": { "name": "tag", "in": "query", "description": "Tags as key=value, all of which.",
        "schema": { "type": "array", "items": { "type": "string" } } },
      "minPosition": { "name": "min-position", "in": "query",
        "description": "Waits until the view reflects this position, else 503.",
        "schema": { "type": "integer", "minimum": 0 } },
      "asOf": { "name": "as-of", "in": "query",
        "description": "What held at a position, at a time (2026-11-23T12:00:00Z) or now.",
        "schema": { "type": "string" } },
      "limit": { "name": "limit", "in": "query", "description": "Rows of a page, 100 unless told; of a download all.",
        "schema": { "type": "integer", "minimum": 1, "maximum": 10000 } },
      "after": { "name": "after", "in": "query", "description": "Cursor of the page before.",
        "schema": { "type": "string" } },
      "format": { "name": "format", "in": "query", "description": "Outranks Accept.",
        "schema": { "type": "string", "enum": ["json", "csv", "ndjson"] } }
    },
    "responses": {
      "Problem": { "description": "What went wrong, by a stable code.",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } }
    },
    "schemas": {
      "Problem": { "type": "object", "required": ["type", "title", "status", "detail", "code", "instance"],
        "properties": {
          "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
          "detail": { "type": "string" }, "code": { "type": "string" }, "instance": { "type": "string" },
          "incident": { "type": "string", "description": "Under which the server's log tells more." } } },
      "Answer": { "type": "object", "required": ["position", "events", "repeated"],
        "properties": {
          "position": { "type": "integer", "description": "Of the last event that the command led to." },
          "events": { "type": "array", "items": { "type": "string" } },
          "repeated": { "type": "boolean", "description": "Whether this request had been answered before." } } },
      "Event": { "type": "object",
        "required": ["position", "id", "recordedAt", "type", "version", "tags", "metadata", "body"],
        "properties": {
          "position": { "type": "integer" }, "id": { "type": "string" },
          "recordedAt": { "type": "string", "format": "date-time" },
          "type": { "type": "string" }, "version": { "type": "string" },
          "tags": { "type": "array", "items": { "type": "string" } },
          "metadata": { "type": "object", "additionalProperties": { "type": "string" } },
          "body": { "description": "As it was stored." } } },
      "Views": { "type": "object", "required": ["items"], "properties": { "items": { "type": "array", "items": {
        "type": "object", "required": ["name", "capability", "fields", "readers", "position"], "properties": {
          "name": { "type": "string" }, "capability": { "type": "string" },
          "fields": { "type": "array", "items": { "type": "string" } },
          "readers": { "type": "array", "items": { "type": "string" } },
          "position": { "type": "integer" } } } } } }
    }
  }
}
""";
}
