# Offprint with the libraries and fonts that reports need, on Debian 12. `docker build -t offprint .`
FROM swift:6.2-bookworm AS build
WORKDIR /source
# Packages first: they change less often than the sources.
COPY Scripts/setup.sh Scripts/setup.sh
RUN Scripts/setup.sh build
COPY . .
RUN swift build -c release --product offprint \
  && Scripts/install.sh /usr/local "$(swift build -c release --show-bin-path)/offprint"

FROM swift:6.2-bookworm-slim
RUN apt-get update -q \
  && apt-get install -y -q --no-install-recommends \
    libpango-1.0-0 libpangocairo-1.0-0 libcairo2 libharfbuzz0b libcmark-gfm0.29.0.gfm.6 libcmark-gfm-extensions0.29.0.gfm.6 \
    libyaml-0-2 zlib1g libssl3 libopenblas0-pthread libmicrohttpd12 libhyphen0 hyphen-en-us libcurl4 \
    fontconfig fonts-texgyre fonts-texgyre-math fonts-dejavu-core ca-certificates git \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/offprint /usr/local/bin/offprint
COPY ci /usr/local/share/offprint/ci
ENV LANG=C.UTF-8
WORKDIR /work
# A repository that is mounted belongs to another user, which git refuses to read otherwise.
RUN git config --system --add safe.directory '*'
ENTRYPOINT ["offprint"]
CMD ["--help"]
