package io.tapline.rpc;

/** A field of the request at fault, as in {@code google.rpc.BadRequest}, and why. */
public record FieldViolation(String field, String description) {}
