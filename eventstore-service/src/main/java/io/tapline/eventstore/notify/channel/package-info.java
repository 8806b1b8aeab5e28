/**
 * The channels by which notices are sent: what each takes, and where it sends to.
 *
 * <p>Promises: a target is checked when a channel is set; a secret leaves this package to the
 * senders only, and no text that is printed or logged has it. Limits: {@link
 * io.tapline.eventstore.notify.channel.ChannelStore#MAX_CHANNELS} channels. Called by {@code
 * notify.deliver} and {@code notify.api}.
 */
@NullMarked
package io.tapline.eventstore.notify.channel;

import org.jspecify.annotations.NullMarked;
