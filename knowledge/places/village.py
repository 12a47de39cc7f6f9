"""A village and its cooperative."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Village:
    """One desa or kelurahan. `code`: Kemendagri PP.KK.CC.VVVV."""

    code: str
    kind: Literal["desa", "kelurahan"]
    name: str
    kecamatan: str
    kecamatan_code: str

    @property
    def cooperative(self) -> str:
        """The name of its cooperative; the same for villages of the same name and kind."""
        return f"Koperasi {self.kind.capitalize()} Merah Putih {self.name}"
