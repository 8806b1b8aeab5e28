package io.tapline.flowlog.search.filter;

import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Net objects that a test makes up. */
public record FakeNetObjects(Map<String, List<IpPrefix>> objects) implements NetObjects {
  @Override
  public List<String> names() {
    return objects.keySet().stream().sorted().toList();
  }

  @Override
  public Optional<List<IpPrefix>> prefixes(String name) {
    return Optional.ofNullable(objects.get(name));
  }
}
