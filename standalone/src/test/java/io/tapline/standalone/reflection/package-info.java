/**
 * A client that knows nothing of Tapline's contracts: everything it sends and reads is made from
 * the descriptors that the server itself gives.
 */
@NullMarked
package io.tapline.standalone.reflection;

import org.jspecify.annotations.NullMarked;
