package io.tapline.cli.yaml;

import java.util.Map;
import java.util.Optional;

/** The values of a mapping by key. */
public final class YamlMap {
  private final YamlValue self;
  private final Map<String, YamlValue> values;

  YamlMap(YamlValue self, Map<String, YamlValue> values) {
    this.self = self;
    this.values = values;
  }

  public Optional<YamlValue> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A value that has to be there; that it is not is a problem of the file. */
  public Optional<YamlValue> required(String key) {
    Optional<YamlValue> value = get(key);
    if (value.isEmpty()) {
      self.wrong("has no " + key + ".");
    }
    return value;
  }
}
