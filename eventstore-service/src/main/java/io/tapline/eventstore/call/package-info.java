/** What the gRPC services of the event store have in common. */
@NullMarked
package io.tapline.eventstore.call;

import org.jspecify.annotations.NullMarked;
