/** The ways to the connection log itself: inside the process and over gRPC keep to one contract. */
@NullMarked
package io.tapline.standalone.handover;

import org.jspecify.annotations.NullMarked;
