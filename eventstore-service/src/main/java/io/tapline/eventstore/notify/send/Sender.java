package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.notify.channel.Channel;
import java.time.Duration;

/** A connection to the target of a channel. For one thread. */
public interface Sender extends AutoCloseable {
  /**
   * Sends, and returns when the target has taken it.
   *
   * @return what people should know of a notice that was sent, for example who did not get it;
   *     empty: nothing
   * @throws DeliveryFailure when the target did not take it, or may not have
   */
  String send(Outgoing message);

  @Override
  void close();

  /** Opens senders. */
  interface Factory {
    /** Connects no earlier than at the first message. */
    Sender open(Channel channel);

    /** How long a message of this channel may take at most, all steps together. */
    Duration limit(Channel channel);
  }
}
