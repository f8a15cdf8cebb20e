package city.mio.cli.command;

import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.RoadAddress;
import city.mio.geo.places.RoadAddresses;
import city.mio.geo.places.RoadSide;
import city.mio.geo.places.openlr.LineCode;
import city.mio.geo.places.openlr.LinkLine;
import city.mio.geo.places.openlr.OpenLrCodec;
import city.mio.geo.places.openlr.OpenLrException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mio openlr}: locations for systems on another map, and what such systems wrote. */
@Command(
        name = "openlr",
        mixinStandardHelpOptions = true,
        description = "Writes locations as OpenLR codes that a system on another map understands, and reads them.",
        synopsisSubcommandLabel = "(encode | decode)",
        subcommands = {OpenLrCommand.Encode.class, OpenLrCommand.Decode.class})
final class OpenLrCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "encode or decode is missing");
    }

    /** {@code mio openlr encode}. */
    @Command(
            name = "encode",
            mixinStandardHelpOptions = true,
            description = "Prints the OpenLR code (binary version 3, base 64) of links in driving order, or with --at of"
                    + " a point on one link.")
    static final class Encode implements Callable<Integer> {

        @Mixin
        private NetworkOption network;

        @Option(
                names = "--links",
                required = true,
                split = ",",
                paramLabel = "ID",
                description = "Ids of the links, in driving order, with commas between them.")
        private List<Long> links;

        @Option(
                names = "--start-offset",
                paramLabel = "METRES",
                defaultValue = "0",
                description = "How much of the first link is left out (${DEFAULT-VALUE}).")
        private double startOffset;

        @Option(
                names = "--end-offset",
                paramLabel = "METRES",
                defaultValue = "0",
                description = "How much of the last link is left out (${DEFAULT-VALUE}).")
        private double endOffset;

        @Option(
                names = "--at",
                paramLabel = "SHARE",
                description = "A point, not a line: where along the one link, 0 at its start, 1 at its end.")
        private Double at;

        @Option(
                names = "--side",
                paramLabel = "SIDE",
                defaultValue = "UNKNOWN",
                description = "With --at, on which side in driving direction: ${COMPLETION-CANDIDATES}"
                        + " (${DEFAULT-VALUE}).")
        private RoadSide side;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (at != null && links.size() != 1) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, "--at is for one link, --links has " + links.size());
            }
            RoadNetwork roads = network.read();
            OpenLrCodec codec = new OpenLrCodec(roads, new LinkIndex(roads));
            Map<String, Object> result = new LinkedHashMap<>();
            try {
                if (at != null) {
                    result.put("code", codec.encodePoint(new RoadAddress(links.get(0), at, side)));
                    result.put("kind", "POINT_ALONG_LINE");
                } else {
                    LineCode code = codec.encodeLine(new LinkLine(links, startOffset, endOffset));
                    result.put("code", code.code());
                    result.put("kind", "LINE_LOCATION");
                    result.put("foundAgain", code.foundAgain());
                }
            } catch (IllegalArgumentException | OpenLrException e) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, e.getMessage(), e);
            }
            if (json) {
                spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(result));
            } else {
                spec.commandLine().getOut().println(result.get("code"));
            }
            if (Boolean.FALSE.equals(result.get("foundAgain"))) {
                spec.commandLine().getErr().println("mio: this network itself finds other links by this code");
            }
            return 0;
        }
    }

    /** {@code mio openlr decode}. */
    @Command(
            name = "decode",
            mixinStandardHelpOptions = true,
            description = "Prints the links, or the point on a link, that an OpenLR code means on this network.")
    static final class Decode implements Callable<Integer> {

        @Mixin
        private NetworkOption network;

        @Parameters(paramLabel = "CODE", description = "The code, in base 64.")
        private String code;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (OpenLrCodec.findKind(code).isEmpty()) {
                throw new CommandFault(CommandFault.ASKED_WRONGLY, "code " + code + ": is no OpenLR code in base 64");
            }
            RoadNetwork roads = network.read();
            LinkIndex index = new LinkIndex(roads);
            OpenLrCodec codec = new OpenLrCodec(roads, index);
            Map<String, Object> result = new LinkedHashMap<>();
            String text;
            try {
                text = OpenLrCodec.isPoint(code)
                        ? point(codec.decodePoint(code), new RoadAddresses(roads, index, true), result)
                        : line(codec.decodeLine(code), result);
            } catch (OpenLrException e) {
                throw new CommandFault(CommandFault.FAILED, e.getMessage(), e);
            }
            spec.commandLine().getOut().println(json ? new ObjectMapper().writeValueAsString(result) : text);
            return 0;
        }

        private static String line(LinkLine line, Map<String, Object> result) {
            result.put("kind", "LINE_LOCATION");
            // Ids have 64 bits, more than a JSON number keeps.
            result.put("links", line.linkIds().stream().map(String::valueOf).toList());
            result.put("startOffsetMetres", line.startOffsetMetres());
            result.put("endOffsetMetres", line.endOffsetMetres());
            return "links " + line.linkIds().stream().map(String::valueOf).collect(Collectors.joining(","))
                    + String.format(
                            Locale.ROOT,
                            "; less %.0f m at the start and %.0f m at the end",
                            line.startOffsetMetres(),
                            line.endOffsetMetres());
        }

        private static String point(RoadAddress address, RoadAddresses addresses, Map<String, Object> result) {
            Coordinate point = addresses.findPoint(address).orElseThrow();
            result.put("kind", "POINT_ALONG_LINE");
            result.put("link", String.valueOf(address.linkId()));
            result.put("offsetShare", address.offsetShare());
            result.put("side", address.side().name());
            result.put("lon", point.x);
            result.put("lat", point.y);
            return String.format(
                    Locale.ROOT,
                    "link %d at %.3f of its length, side %s, lon %.6f lat %.6f",
                    address.linkId(), address.offsetShare(), address.side(), point.x, point.y);
        }
    }
}
