package io.tapline.flowlog.catalog;

import io.tapline.flowlog.search.filter.NetObjects;
import io.tapline.wire.address.IpPrefix;
import java.util.List;
import java.util.Optional;

/** The committed net objects for filters, read anew by each that names one. */
final class CatalogNetObjects implements NetObjects {
  private final CatalogReader reader;
  private final CatalogLimits limits;

  CatalogNetObjects(CatalogReader reader, CatalogLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  @Override
  public List<String> names() {
    return reader.names();
  }

  /** A name without an object of its own stands for the objects under it. */
  @Override
  public Optional<List<IpPrefix>> prefixes(String name) {
    List<NetObject> objects = reader.objects(name, true, "", limits.objects());
    boolean known =
        !name.isEmpty()
            && objects.stream().anyMatch(object -> !object.hidden())
            && objects.stream().noneMatch(object -> object.hidden() && object.name().equals(name));
    return known
        ? Optional.of(
            Prefixes.merged(objects.stream().flatMap(each -> each.prefixes().stream()).toList()))
        : Optional.empty();
  }
}
