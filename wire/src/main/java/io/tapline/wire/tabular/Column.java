package io.tapline.wire.tabular;

/**
 * A column of a table.
 *
 * @param name what it is called in headers and as JSON member
 * @param type what its values are
 */
public record Column(String name, ColumnType type) {}
