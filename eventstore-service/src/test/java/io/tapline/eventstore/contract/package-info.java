/**
 * What clients of the event store rely on, as tests that the service and every fake of it pass. The
 * sources are compiled into the tests of other modules, too.
 */
@NullMarked
package io.tapline.eventstore.contract;

import org.jspecify.annotations.NullMarked;
