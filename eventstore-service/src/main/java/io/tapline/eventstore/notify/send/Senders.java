package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.notify.channel.Channel;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The real senders. */
public final class Senders implements Sender.Factory {
  private final Vertx vertx;
  private final Duration timeout;
  private final String hostname;
  private final SyslogMetrics metrics;

  /**
   * @param timeout of connecting, and of each answer
   * @param hostname by which this machine is named to targets
   */
  public Senders(Vertx vertx, Duration timeout, String hostname, SyslogMetrics metrics) {
    this.vertx = vertx;
    this.timeout = timeout;
    this.hostname = hostname;
    this.metrics = metrics;
  }

  @Override
  public Sender open(Channel channel) {
    return switch (channel.route().kind()) {
      case MAIL -> new MailSender(vertx, channel.route(), timeout, hostname);
      case WEBHOOK -> new WebhookSender(vertx, channel.route(), timeout);
      case SYSLOG -> new SyslogSender(channel.route(), timeout, new SyslogText(hostname), metrics);
    };
  }

  @Override
  public Duration limit(Channel channel) {
    int steps =
        switch (channel.route().kind()) {
          case MAIL -> MailSender.STEPS;
          case WEBHOOK -> WebhookSender.STEPS;
          case SYSLOG -> SyslogSender.STEPS;
        };
    return timeout.multipliedBy(steps);
  }
}
