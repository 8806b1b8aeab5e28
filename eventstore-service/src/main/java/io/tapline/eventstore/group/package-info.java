/**
 * Abuse groups: who is responsible for which networks, what they want to be told, and the filters
 * that keep events out of their reports.
 *
 * <p>Promises: an address belongs to the group with the smallest network that contains all of it,
 * or to none; a filter is validated when it is created and compiled to conditions, never evaluated
 * as text. Limits: {@link GroupStore#MAX_GROUPS} groups of {@link GroupStore#MAX_NETWORKS} networks
 * and {@link FilterStore#MAX_FILTERS} filters each. Called by the reporter and the gRPC service.
 */
@NullMarked
package io.tapline.eventstore.group;

import org.jspecify.annotations.NullMarked;
