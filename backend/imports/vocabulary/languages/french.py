"""What banks call their columns in French."""

PHRASES: dict[str, dict[str, str]] = {
    "fr": {
        "booked": (
            "date de comptabilisation, date comptable, date de l operation comptable, date comptabilisation,"
            " comptabilise le, date de comptabilite, date d enregistrement, date de fin"
        ),
        "date": "date, date operation, date de l operation, date d operation, jour",
        "valued": "date de valeur, date valeur, valeur",
        "made": (
            "date de transaction, date de la transaction, date d achat, date transaction, date de l achat,"
            " date de debut"
        ),
        "amount": (
            "montant, montant de l operation, montant en euros, montant eur, montant euros, montant net, somme,"
            " montant de la transaction, montant operation"
        ),
        "net": "net, avant commission net",
        "gross": "brut, avant commission",
        "debit": (
            "debit, debits, sorties, depenses, debit euros, montant debit, retrait, debit eur, sortie,"
            " retraits, debit chf, montant debite, debite"
        ),
        "credit": (
            "credit, credits, entrees, recettes, credit euros, montant credit, depot, credit eur, depots, credit chf,"
            " montant credite, credite"
        ),
        "balance": (
            "solde, solde apres operation, solde progressif, solde du compte, nouveau solde, solde chf, solde eur"
        ),
        "currency": "devise, monnaie, monn, devise du compte",
        "description": (
            "libelle, libelle operation, libelle de l operation, description, details, detail de l ecriture,"
            " intitule, informations, communication, communications, libelle complet, libelle simplifie,"
            " reference de paiement, motif, objet, details du mouvement, texte de notification, nature de l"
            " operation, libelle interne, description 1, mention, texte comptable, donnees de reference, detail"
        ),
        "payee": (
            "beneficiaire, destinataire, commercant, tiers, nom du beneficiaire, nom contrepartie,"
            " contrepartie, marchand, nom, nom de la contrepartie, fournisseur, nom de la contrepartie contient,"
            " partenaire"
        ),
        "memo": (
            "commentaire, note, notes, informations complementaires, remarque, description 2, description 3,"
            " commentaires"
        ),
        "category": "categorie, categorie operation, rubrique",
        "kind": (
            "type, type operation, type de transaction, type d operation, sens, type de l operation,"
            " type de mouvement, debit credit"
        ),
        "status": "statut, etat, pointage operation etat",
        "id": (
            "n de transaction, numero de transaction, identifiant, id transaction, numero d operation, no de"
            " transaction"
        ),
        "reference": "reference, numero de cheque, numero de reference, ref",
        "account": (
            "compte, numero de compte, compte bancaire, produit, libelle compte, nom du compte, carte, numero"
            " de carte, n compte"
        ),
        "fee": "frais, commission",
        "original_amount": "montant devise, montant en devise, montant d origine, montant original",
        "original_currency": "selectionnez la devise etrangere, devise etrangere, devise d origine, devise originale",
        "ignored": (
            "taux de conversion, taux, taux de change, heure, sous categorie, pointage operation, fuseau"
            " horaire, pays, numero d extrait, numero de mouvement, code bic, titulaire, solde precedent,"
            " contrepartie iban, ville"
        ),
    },
}
