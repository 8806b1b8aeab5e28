/**
 * The catalog: net objects, which are named sets of prefixes, and the history of their changes;
 * services and protocols, which the program knows by itself (docs/catalog.md).
 *
 * <p>Promises: nobody sees what is not committed; a commit becomes visible at once; of two
 * transactions that change one object the later commit is refused; a transaction that is not used
 * is rolled back; a watcher gets every commit once, in order. Limits: transactions that are open,
 * prefixes of an object, objects. Called by the command line and any gRPC client, and by filters
 * that name a net object.
 */
@NullMarked
package io.tapline.flowlog.catalog;

import org.jspecify.annotations.NullMarked;
