package io.tapline.report.fwctl;

/**
 * How often a group occurred.
 *
 * @param example of the group's first record the fields of its family
 * @param count records, at least 1
 * @param first earliest time, seconds since 1970-01-01T00:00:00Z
 * @param last latest time
 */
public record SummaryRow(FirewallRecord example, long count, long first, long last) {}
