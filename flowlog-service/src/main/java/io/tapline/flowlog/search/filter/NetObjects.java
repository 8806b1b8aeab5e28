package io.tapline.flowlog.search.filter;

import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.Optional;

/** The net objects of the catalog as filters see them; a filter never sees the hidden ones. */
public interface NetObjects {
  /** Where there is no catalog. */
  NetObjects NONE =
      new NetObjects() {
        @Override
        public List<String> names() {
          return List.of();
        }

        @Override
        public Optional<List<IpPrefix>> prefixes(String name) {
          return Optional.empty();
        }
      };

  /** Names that filters may use, in order. */
  List<String> names();

  /**
   * Addresses of an object and of those under it: prefixes of which none is within another. Empty
   * where filters may not use the name.
   */
  Optional<List<IpPrefix>> prefixes(String name);
}
