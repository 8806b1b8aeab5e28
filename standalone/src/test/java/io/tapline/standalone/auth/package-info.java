/** The tables of roles against the contracts and routes of all services, and a walk over them. */
@NullMarked
package io.tapline.standalone.auth;

import org.jspecify.annotations.NullMarked;
