"""XML read piece by piece, without definitions, also where a bank's program wrote it badly."""

import pytest

from backend.imports.formats.camt.xml import DamagedXml, DangerousXml, pieces, read_in_blocks, repaired

NTRY, STMT = frozenset({"Ntry"}), frozenset({"Stmt"})


def names(data: bytes) -> list[str]:
    return [piece.name for piece in pieces(read_in_blocks(data), NTRY, STMT)]


def test_pieces_come_in_order_without_their_namespace() -> None:
    assert names(b"<D xmlns='urn:x'><Stmt><Ntry><A/></Ntry><Ntry/></Stmt></D>") == ["D", "Ntry", "Ntry", "Stmt"]


def test_a_definition_is_refused() -> None:
    with pytest.raises(DangerousXml):
        names(b"<!DOCTYPE d [<!ENTITY a 'b'>]><D>&a;</D>")


def test_a_file_that_is_cut_off_is_damaged() -> None:
    with pytest.raises(DamagedXml):
        names(b"<D><Stmt><Ntry>")


def test_a_bare_ampersand_and_two_documents_are_repaired() -> None:
    data = b"<?xml version='1.0'?><D><Ntry><N>Tom & Co</N></Ntry></D><?xml version='1.0'?><D><Ntry/></D>"
    found = list(pieces(repaired(data), NTRY, STMT))
    assert [piece.name for piece in found] == ["Files", "Ntry", "Ntry"]
    assert found[1].element.findtext("N") == "Tom & Co"
