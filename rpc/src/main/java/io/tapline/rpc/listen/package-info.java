/**
 * Where servers may listen. Called at the start by each service and by the all-in-one, before they
 * do anything else. It knows no framework; names of hosts are looked up.
 */
@NullMarked
package io.tapline.rpc.listen;

import org.jspecify.annotations.NullMarked;
