/** Groups, filters and reports over gRPC: the rim of the group and reporter packages. */
@NullMarked
package io.tapline.eventstore.reporting;

import org.jspecify.annotations.NullMarked;
