package io.tapline.eventstore.notify.channel;

/** How a channel sends. */
public enum ChannelKind {
  MAIL,
  WEBHOOK,
  SYSLOG
}
