package waybill.local.template;

/** A Lambda authorizer. Its answers are cached under the header's value, for all routes. */
public record AuthorizerSpec(String name, String functionId, String header, int ttlSeconds) {}
