/** Readiness of a service, as {@code /q/health/ready} shows it. */
@NullMarked
package io.tapline.rpc.health;

import org.jspecify.annotations.NullMarked;
