package io.tapline.eventstore.notify.channel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All channels at one time. */
public final class ChannelBook {
  private final Map<String, Channel> byName;

  public ChannelBook(Collection<Channel> channels) {
    byName =
        channels.stream()
            .collect(
                Collectors.toMap(Channel::name, Function.identity(), (a, b) -> b, TreeMap::new));
  }

  /** By name. */
  public List<Channel> all() {
    return List.copyOf(byName.values());
  }

  int size() {
    return byName.size();
  }

  public Optional<Channel> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  ChannelBook with(Channel channel) {
    Map<String, Channel> other = new TreeMap<>(byName);
    other.put(channel.name(), channel);
    return new ChannelBook(other.values());
  }

  /**
   * The channel by which another one's notices are sent: itself, or the last of its redirections.
   * Empty when there is no such channel, or the redirections go in a circle.
   */
  public Optional<Channel> effective(String name) {
    @Nullable Channel channel = byName.get(name);
    for (int hops = 0; channel != null && hops <= byName.size(); hops++) {
      if (channel.redirectTo().isEmpty()) {
        return Optional.of(channel);
      }
      channel = byName.get(channel.redirectTo());
    }
    return Optional.empty();
  }

  boolean redirectsInCircle(String name) {
    @Nullable Channel channel = byName.get(name);
    for (int hops = 0; channel != null; hops++) {
      if (hops > byName.size()) {
        return true;
      }
      channel = byName.get(channel.redirectTo());
    }
    return false;
  }
}
