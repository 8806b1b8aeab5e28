package io.tapline.flowlog.catalog;

import java.time.Duration;

/**
 * What the catalog may hold.
 *
 * @param transactions that are open at once
 * @param idle after which a transaction is rolled back that nobody used
 * @param objects of the catalog, and changes of one transaction
 * @param prefixes of one object
 */
public record CatalogLimits(int transactions, Duration idle, int objects, int prefixes) {}
