package city.mio.models.haul.declarations;

import city.mio.models.haul.declarations.TripDeclaration.Status;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is declared: the newest word of each declaration that is not cancelled. Immutable. */
public final class DeclarationBook {

    /** Nothing is declared. */
    public static final DeclarationBook EMPTY = new DeclarationBook(new TreeMap<>());

    private final Map<String, TripDeclaration> byId;

    private DeclarationBook(TreeMap<String, TripDeclaration> byId) {
        this.byId = Collections.unmodifiableMap(byId);
    }

    /** The book with these words taken in, in their order. */
    public DeclarationBook with(Collection<TripDeclaration> declarations) {
        TreeMap<String, TripDeclaration> next = new TreeMap<>(byId);
        for (TripDeclaration declaration : declarations) {
            if (declaration.status() == Status.CANCELLED) {
                next.remove(declaration.declarationId());
            } else {
                next.put(declaration.declarationId(), declaration);
            }
        }
        return new DeclarationBook(next);
    }

    /** The book without declarations of slots that began before. */
    public DeclarationBook since(long time) {
        TreeMap<String, TripDeclaration> next = new TreeMap<>(byId);
        next.values().removeIf(declaration -> declaration.slotStart() < time);
        return new DeclarationBook(next);
    }

    /** The newest word on a declaration. */
    public Optional<TripDeclaration> find(String declarationId) {
        return Optional.ofNullable(byId.get(declarationId));
    }

    /** All, by their ids. */
    public List<TripDeclaration> listAll() {
        return List.copyOf(byId.values());
    }
}
