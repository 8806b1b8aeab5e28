package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.notify.channel.Channel;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Senders whose every failure is a {@link DeliveryFailure}, also one of opening them and one of
 * putting a notice into the form of its target: it counts as an attempt, so that its notice is
 * given up in the end. What such an error says is logged, and only its class is for people.
 */
public final class CheckedSenders implements Sender.Factory {
  private static final Logger LOG = Logger.getLogger(CheckedSenders.class);

  private final Sender.Factory senders;

  public CheckedSenders(Sender.Factory senders) {
    this.senders = senders;
  }

  /** Never fails: the sender is opened at its first message. */
  @Override
  public Sender open(Channel channel) {
    return new Checked(channel);
  }

  @Override
  public Duration limit(Channel channel) {
    return senders.limit(channel);
  }

  private final class Checked implements Sender {
    private final Channel channel;
    private @Nullable Sender opened;

    Checked(Channel channel) {
      this.channel = channel;
    }

    @Override
    public String send(Outgoing message) {
      try {
        return opened().send(message);
      } catch (DeliveryFailure failure) {
        throw failure;
      } catch (RuntimeException e) {
        LOG.errorf(
            e, "A notice could not be given to the sender of the channel %s.", channel.name());
        throw new DeliveryFailure(false, "internal error: " + e.getClass().getSimpleName());
      }
    }

    private Sender opened() {
      Sender sender = opened == null ? senders.open(channel) : opened;
      opened = sender;
      return sender;
    }

    @Override
    public void close() {
      if (opened != null) {
        opened.close();
      }
    }
  }
}
