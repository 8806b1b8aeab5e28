/** The command {@code packets}: the packets of hosts and connections as a capture file. */
@NullMarked
package io.tapline.cli.packets;

import org.jspecify.annotations.NullMarked;
