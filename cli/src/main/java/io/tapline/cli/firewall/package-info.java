/** {@code tapline firewall}: reports over logs of packet filters, without importing them. */
@NullMarked
package io.tapline.cli.firewall;

import org.jspecify.annotations.NullMarked;
